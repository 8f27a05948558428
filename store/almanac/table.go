package almanac

// The first and last lunar years of the table. 1929 is there because January 1930 belongs to it.
const (
	firstLunar = 1929
	lastLunar  = 2060
)

// lunarYear packs one lunar year, and the two solar terms of the solar year of the same number:
//
//	bits 0-12   length of its 1st to 13th month, the leap month counted where it stands: 1 = 30 days, 0 = 29
//	bits 13-16  the month its leap month follows, 0 = no leap month
//	bits 17-21  its first day, in days after 21 January
//	bits 22-23  清明, in days after 4 April
//	bits 24-25  冬至, in days after 21 December
type lunarYear uint32

// lunarYears was computed from the new moons and solar longitudes of astronomy-engine 2.1.19 in China's time (UTC+8)
// by the rules of GB/T 33661-2017 (months begin on the day of the new moon; 冬至 lies in month 11; of 13 months between two of them
// the first without a principal term is the leap month). It was then compared:
//
//   - 1929 to 2060, all 1,632 months, with Meeus' shorter series: equal but for what five minutes around
//     midnight decide (astronomy_test.go repeats this);
//   - 2010-01-01 to 2040-12-31, all 11,323 days, with the Hong Kong Observatory's tables: equal, as are 清明 and 冬至
//     (TestObservatory repeats this);
//   - 1929-02-10 to 2061-01-20, all 48,193 days, with lunar-go 1.4.4, independent of all this: equal, as are
//     清明 and 冬至;
//   - the same days with ICU (Node 20): equal but for nine months: those beginning 1954-02-03, 1955-02-22,
//     1987-07-26 and 1987-08-24, 1999-01-17, 2012-08-17, 2018-11-07, 2027-02-06 and 2030-02-02, most of them after a
//     new moon or solar term within ten minutes of midnight. Where the Observatory can decide, from 2012 on, ICU errs.
//
// Two dates rest on a few seconds: 冬至 of 1951 (23 December, 00:00:11) and the new moon of 2057-09-29 (00:00:40,
// many printed tables say the 28th), which the slowing of the earth's rotation may still move.
var lunarYears = [lastLunar - firstLunar + 1]lunarYear{
	0x1680e92, // 1929, then ten years a line

	0x152cd26, 0x2b6052b, 0x1600a57, 0x14ab2b6, 0x1700b5a, 0x29c06d4, 0x1466ec9, 0x16a0749, 0x154f693, 0x2ba0a93, // 1930
	0x164052b, 0x14cca5b, 0x1720aad, 0x29e056a, 0x1489b55, 0x16e0ba4, 0x1580b49, 0x2425a93, 0x1680a95, 0x150f52d, // 1940
	0x1760536, 0x2600aad, 0x14cb5aa, 0x17005b2, 0x15a0da5, 0x1467d4a, 0x16c0d4a, 0x1550a95, 0x1780a97, 0x1640556, // 1950
	0x14ecab5, 0x1720ad5, 0x15e06d2, 0x1488ea5, 0x16e0ea5, 0x158064a, 0x1406c97, 0x1660a9b, 0x152f55a, 0x176056a, // 1960
	0x1600b69, 0x14cb752, 0x1720b52, 0x15a0b25, 0x144964b, 0x16a0a4b, 0x11514ab, 0x17802ad, 0x162056d, 0x14ecb69, // 1970
	0x1340da9, 0x15e0d92, 0x1489d25, 0x16e0d25, 0x1195a4d, 0x17c0a56, 0x16602b6, 0x150c5b5, 0x03606d5, 0x1600ea9, // 1980
	0x14cbe92, 0x1720e92, 0x01c0d26, 0x1446a56, 0x1680a57, 0x15514d6, 0x03a035a, 0x16206d5, 0x14eb6c9, 0x1740749, // 1990
	0x01e0693, 0x146952b, 0x16c052b, 0x1560a5b, 0x002555a, 0x166056a, 0x150fb55, 0x1780ba4, 0x0220b49, 0x10aba93, // 2000
	0x1700a95, 0x15a052d, 0x0048aad, 0x1280ab5, 0x15535aa, 0x17a05d2, 0x0240da5, 0x10edd4a, 0x1740d4a, 0x15e0c95, // 2010
	0x008952e, 0x02c0556, 0x1560ab5, 0x14255b2, 0x02806d2, 0x010cea5, 0x1760725, 0x160064b, 0x00aac97, 0x02e0cab, // 2020
	0x15a055a, 0x1446ad6, 0x02a0b69, 0x0157752, 0x17a0b52, 0x1640b25, 0x00eda4b, 0x0320a4b, 0x15c04ab, 0x146a55b, // 2030
	0x02c05ad, 0x0160b6a, 0x1025b52, 0x1680d92, 0x012fd25, 0x0360d25, 0x1200a55, 0x14ab4ad, 0x03004b6, 0x01805b5, // 2040
	0x1046daa, 0x16a0ec9, 0x0171e92, 0x03a0e92, 0x1240d26, 0x14eca56, 0x0320a57, 0x01c04d6, 0x00686d5, 0x16c0755, // 2050
	0x0180749, // 2060
}

// yearOf finds a lunar year in the table.
func yearOf(year int) (lunarYear, bool) {
	if year < firstLunar || year > lastLunar {
		return 0, false
	}
	return lunarYears[year-firstLunar], true
}

// leap is the month that the leap month follows, or 0.
func (y lunarYear) leap() int { return int(y >> 13 & 0xf) }

// months is 12, or 13 in a leap year.
func (y lunarYear) months() int {
	if y.leap() == 0 {
		return 12
	}
	return 13
}

// length is the number of days of the month in that place, 0 to 12.
func (y lunarYear) length(place int) int { return 29 + int(y>>place&1) }

// newYear is the day number of 正月初一, the year's own number being given.
func (y lunarYear) newYear(year int) int { return midnight(year, 1, 21) + int(y>>17&0x1f) }

// qingming is the day of April on which 清明 falls.
func (y lunarYear) qingming() int { return 4 + int(y>>22&3) }

// dongzhi is the day of December on which 冬至 falls.
func (y lunarYear) dongzhi() int { return 21 + int(y>>24&3) }

// place is where a month stands in the year, 0 to 12; false when the year has no such leap month.
func (y lunarYear) place(month int, leap bool) (int, bool) {
	place := month - 1
	if leap && month != y.leap() {
		return 0, false
	}
	if leap || y.leap() != 0 && month > y.leap() {
		place++
	}
	return place, true
}

// month is what the month in that place is called.
func (y lunarYear) month(place int) (month int, leap bool) {
	if y.leap() == 0 || place < y.leap() {
		return place + 1, false
	}
	return place, place == y.leap()
}
