"""datetime: dates, times, spans and zones; arithmetic, order, texts in and out, prebuilt ones, errors."""

import calendar
import datetime
import time
from datetime import date, timedelta, timezone

START = date(2024, 2, 28)
MIDNIGHT = datetime.datetime(1999, 12, 31, 23, 59, 59, 999999)
WEEK = timedelta(weeks=1)
PARIS = timezone(timedelta(hours=1), "CET")


class Event:
    def __init__(self, when, title):
        self.when = when
        self.title = title

    def __repr__(self):
        return f"{self.when:%d %b %Y}: {self.title}"


def attempt(function):
    try:
        print(function())
    except (ValueError, OverflowError, TypeError) as error:
        print(type(error).__name__, error)


def spans():
    day = timedelta(days=1)
    print(day, repr(day), timedelta(), -timedelta(hours=1), timedelta(seconds=0.1), timedelta(milliseconds=1.5))
    print(WEEK + day, WEEK - day, WEEK * 2, 3 * day, WEEK / day, WEEK / 2, WEEK // day, WEEK % timedelta(days=2))
    print(day * 0.3, day / 0.7, abs(-day), divmod(WEEK, timedelta(hours=5)), day < WEEK, day == timedelta(hours=24))
    print(timedelta(1.5).total_seconds(), bool(timedelta()), WEEK.days, timedelta(-1, 5, 6).seconds)
    print(sum([day, day, WEEK], timedelta()), max(day, WEEK), {day: "one"}[timedelta(hours=24)])
    print(timedelta(days=-1, seconds=30), repr(timedelta(microseconds=-1)), timedelta(microseconds=2.5))


def days():
    print(START, repr(START), START + WEEK, START - timedelta(days=60), date(2024, 3, 1) - START)
    print(START.weekday(), START.isoweekday(), START.isocalendar()[1], START.toordinal(), date.fromordinal(738000))
    print(START.strftime("%A %d %B %Y, day %j, week %U %W %V"), START.ctime(), f"{START:%y/%m}", f"{START}")
    print(START.replace(day=29), START < date(2024, 3, 1), START == date(2024, 2, 28), date.min, date.max)
    print(sorted([date(2024, 1, 2), date(2023, 12, 31), START])[0], {START: 1}[date(2024, 2, 28)])
    print([Event(START, "leap"), Event(START + timedelta(2), "spring")])
    current, count = START, 0
    while current < date(2025, 1, 1):
        count += current.weekday() < 5
        current += timedelta(days=1)
    print(count, date.fromisoformat("2020-02-29"), date.fromisocalendar(2020, 53, 5))
    attempt(lambda: date(2023, 2, 29))
    attempt(lambda: date(2023, 13, 1))
    attempt(lambda: date(0, 1, 1))
    attempt(lambda: date.max + timedelta(1))
    attempt(lambda: date.fromisoformat("2020-2-29"))


def moments():
    print(MIDNIGHT, repr(MIDNIGHT), MIDNIGHT + timedelta(microseconds=1), MIDNIGHT.date(), MIDNIGHT.time())
    noon = datetime.datetime(2024, 5, 6, 12)
    print(noon - MIDNIGHT, noon.isoformat(), noon.isoformat(" ", "minutes"), noon.replace(hour=5), noon > MIDNIGHT)
    print(noon.strftime("%Y-%m-%d %H:%M:%S.%f %p %I"), f"{noon:%H:%M}", noon.timetuple if False else noon.hour)
    print(datetime.datetime.strptime("03/04/21 9:05 PM", "%d/%m/%y %I:%M %p"))
    print(datetime.datetime.strptime("Mon Feb 5 2024", "%a %b %d %Y").date())
    print(datetime.datetime.fromisoformat("2024-01-02T03:04:05.678"), datetime.datetime.fromisoformat("2024-01-02"))
    print(datetime.datetime.combine(START, datetime.time(7, 8)), datetime.time(1, 2, 3, 4), repr(datetime.time(9)))
    print(datetime.datetime.fromtimestamp(86400.25, timezone.utc), datetime.datetime.fromtimestamp(0, PARIS))
    aware = datetime.datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
    print(aware, repr(aware), aware.timestamp(), aware.astimezone(PARIS), aware == aware.astimezone(PARIS), PARIS)
    print(aware.utcoffset(), noon.tzinfo, aware.strftime("%z %Z"), datetime.datetime.strptime("12 +0230", "%H %z"))
    attempt(lambda: datetime.datetime(2024, 1, 1, 24))
    attempt(lambda: aware < noon)
    attempt(lambda: aware - noon)
    attempt(lambda: datetime.datetime.strptime("2024-13-01", "%Y-%m-%d"))
    attempt(lambda: datetime.datetime.strptime("2024-12-01x", "%Y-%m-%d"))
    attempt(lambda: datetime.datetime.fromisoformat("2024-12-01T"))
    now = datetime.datetime.now()
    print(abs(now - datetime.datetime.today()) < timedelta(seconds=5), now.date() - date.today() < timedelta(2))
    print(abs(datetime.datetime.fromtimestamp(now.timestamp()) - now) < timedelta(milliseconds=1))


def parts():
    moment = time.gmtime(1700000000)
    print(moment, moment.tm_year, moment[7], moment[:3], len(moment), calendar.timegm(moment))
    print(time.strftime("%Y-%m-%d %H:%M:%S %a %b %j %U", moment), time.asctime(moment), time.gmtime(-1.5).tm_sec)
    year, month, day, *rest = moment
    print(year, month, day, rest[0], time.strftime("%d.%m.%y", (2024, 2, 29, 1, 2, 3, 3, 60, 0)))
    local = time.localtime(1700000000)
    print(local, time.mktime(local), time.ctime(1700000000), time.mktime((2024, 7, 1, 12, 0, 0, 0, 0, -1)))
    print(time.strptime("2024-02-29 13:14:15", "%Y-%m-%d %H:%M:%S"), moment < local or moment >= local)
    print(time.strftime("%Y") == str(time.localtime().tm_year), len(time.ctime()))
    attempt(lambda: time.strptime("x", "%Y"))


spans()
days()
moments()
parts()
