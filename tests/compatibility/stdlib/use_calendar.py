"""Uses calendar of the standard library."""

import calendar

if __name__ == "__main__":
    print([year for year in range(1896, 1910) if calendar.isleap(year)], calendar.leapdays(1900, 2000))
    print(calendar.weekday(2024, 2, 29), calendar.monthrange(2023, 2))
    print(calendar.monthcalendar(2024, 2))
    print(calendar.timegm((1970, 1, 2, 3, 4, 5)))
    print(calendar.month(2024, 2))
    print(calendar.TextCalendar(6).formatmonth(2021, 12))
    for date in calendar.Calendar(0).itermonthdays2(2024, 2):
        print(date, end=" ")
    print()
