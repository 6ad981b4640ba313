"""Uses the functions of calendar of the standard library that compute with numbers."""

import calendar

if __name__ == "__main__":
    print([year for year in range(1896, 1910) if calendar.isleap(year)], calendar.leapdays(1900, 2000))
    print(calendar.weekday(2024, 2, 29), calendar.monthrange(2023, 2))
    print(calendar.monthcalendar(2024, 2))
    for date in calendar.Calendar(0).itermonthdays2(2024, 2):
        print(date, end=" ")
    print()
