package report

import "kehu/store/sheet"

func Definitions(src Source, o Options) (Doc, error) { return Doc{}, nil }
func Show(src Source, id sheet.ID, o Options) (Doc, error) {
	return Doc{}, nil
}
func Workbook(src Source, o Options) ([]Doc, error) { return nil, nil }
