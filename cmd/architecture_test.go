package cmd

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "kehu"

// rule says what a package of ours may import of ours, and why no more.
type rule struct {
	may []string
	why string
}

// rules are the layers of the house.
func rules() map[string]rule {
	return map[string]rule{
		".":              {[]string{"cmd"}, "main only starts the program"},
		"store/almanac":  {nil, "the calendar stands alone"},
		"store/sheet":    {[]string{"store/almanac"}, "what the columns are depends on no file and no report"},
		"store/grid":     {[]string{"store/sheet"}, "bytes become cells before anybody asks what these mean"},
		"store/intake":   {[]string{"store/sheet", "store/grid"}, "understanding foreign sheets needs no database"},
		"store":          {[]string{"store/sheet"}, "the file knows no report and no foreign bytes"},
		"report/segment": {[]string{"store/sheet"}, "who belongs where is arithmetic over plain values"},
		"report/predict": {[]string{"store/sheet"}, "predictions are arithmetic over plain values"},
		"report":         {[]string{"store/sheet", "store/almanac", "report/segment", "report/predict"}, "reports read through report.Source, never the store"},
		"report/render":  {[]string{"report", "store/sheet"}, "formats know no question and no file"},
		"cmd/demo":       {[]string{"store/almanac"}, "made-up data goes the way of real data: as CSV"},
		"cmd":            {[]string{"cmd/demo", "report", "report/render", "report/segment", "store", "store/intake", "store/sheet", "store/almanac"}, "commands tie the steps together"},
	}
}

// only says which packages alone may import a library.
func only() map[string]rule {
	return map[string]rule{
		"database/sql":                      {[]string{"store"}, "SQL stays in store"},
		"modernc.org/sqlite":                {[]string{"store"}, "SQL stays in store"},
		"github.com/spf13/cobra":            {[]string{"cmd"}, "the command line stays in cmd"},
		"github.com/olekukonko/tablewriter": {[]string{"report/render"}, "formats stay in render"},
		"github.com/xuri/excelize/v2":       {[]string{"report/render", "store/grid"}, "workbooks are written in render and unlocked in grid"},
		"github.com/mozillazg/go-pinyin":    {[]string{"store"}, "names are spelled where they are indexed"},
	}
}

// sources parses every non-test Go file of the module.
func sources(t *testing.T, visit func(pkg, path string, f *ast.File, fset *token.FileSet)) {
	t.Helper()
	fset := token.NewFileSet()
	root := ".."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return filepath.SkipDir // what builds the program is no part of it
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		visit(filepath.ToSlash(rel), path, f, fset)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPackagesImportOnlyWhatTheirLayerMay(t *testing.T) {
	layers, libraries := rules(), only()
	sources(t, func(pkg, path string, f *ast.File, _ *token.FileSet) {
		layer, known := layers[pkg]
		if !known {
			t.Errorf("%s: package %s has no rule; give it one", path, pkg)
		}
		for _, spec := range f.Imports {
			name := strings.Trim(spec.Path.Value, `"`)
			if ours, ok := strings.CutPrefix(name, module+"/"); ok && !slices.Contains(layer.may, ours) {
				t.Errorf("%s imports %s: %s", path, ours, layer.why)
			}
			for library, r := range libraries {
				if (name == library || strings.HasPrefix(name, library+"/")) && !slices.Contains(r.may, pkg) {
					t.Errorf("%s imports %s: %s", path, name, r.why)
				}
			}
		}
	})
}

// outside are what a package may know of the world only through cmd/run.go.
func outside() []string {
	return []string{"time.Now", "os.Stdout", "os.Stderr", "os.Stdin", "os.Getenv", "os.Exit", "os.Args"}
}

func TestOnlyRunKnowsTheWorld(t *testing.T) {
	sources(t, func(pkg, path string, f *ast.File, fset *token.FileSet) {
		ast.Inspect(f, func(n ast.Node) bool {
			if fn, ok := n.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: no init functions", fset.Position(fn.Pos()))
			}
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || pkg == "." || filepath.Base(path) == "run.go" && pkg == "cmd" {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(outside(), x.Name+"."+sel.Sel.Name) {
				t.Errorf("%s: %s.%s belongs to cmd/run.go", fset.Position(sel.Pos()), x.Name, sel.Sel.Name)
			}
			return true
		})
	})
}

func TestEveryTextHasBothLanguages(t *testing.T) {
	texts := 0
	sources(t, func(_, _ string, f *ast.File, fset *token.FileSet) {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			zh, en, ok := languagesOf(call)
			if !ok {
				return true
			}
			texts++
			if zh == "" || en == "" {
				t.Errorf("%s: one language is empty: %q, %q", fset.Position(call.Pos()), zh, en)
			}
			if takes(zh) != takes(en) {
				t.Errorf("%s: the languages take different arguments: %q, %q", fset.Position(call.Pos()), zh, en)
			}
			return true
		})
	})
	if texts < 200 {
		t.Errorf("found only %d texts; does the test still know how they are made?", texts)
	}
}

// takes is how many arguments a format takes: %[1]s takes the first again.
func takes(format string) (most int) {
	next := 1
	for _, verb := range regexp.MustCompile(`%(?:\[(\d+)\])?[-+# 0-9.]*[a-zA-Z%]`).FindAllStringSubmatch(format, -1) {
		if strings.HasSuffix(verb[0], "%") {
			continue
		}
		if n, err := strconv.Atoi(verb[1]); err == nil {
			next = n
		}
		most = max(most, next)
		next++
	}
	return most
}

// languagesOf returns the two texts of a call that makes words.
func languagesOf(call *ast.CallExpr) (zh, en string, ok bool) {
	first, known := map[string]int{"W": 0, "Fail": 1, "text": 0, "say": 0}[called(call)]
	if !known || len(call.Args) < first+2 {
		return "", "", false
	}
	zh, ok1 := literal(call.Args[first])
	en, ok2 := literal(call.Args[first+1])
	return zh, en, ok1 && ok2
}

func called(call *ast.CallExpr) string {
	switch fn := call.Fun.(type) {
	case *ast.Ident:
		return fn.Name
	case *ast.SelectorExpr:
		return fn.Sel.Name
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		return strings.Trim(e.Value, "`\""), e.Kind == token.STRING
	case *ast.BinaryExpr:
		left, ok := literal(e.X)
		right, ok2 := literal(e.Y)
		return left + right, ok && ok2
	}
	return "", false
}

func TestTopLevelHoldsOnlyWhatItMay(t *testing.T) {
	may := []string{"main.go", "cmd", "store", "report", "testdata", "go.mod", "go.sum", "README.md"}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(may, e.Name()) && e.Name() != "kehu" && e.Name() != "kehu-demo" {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}
