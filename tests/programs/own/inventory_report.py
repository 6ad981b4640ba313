"""Reads records (CSV with quotes, INI settings), aggregates them, and prints aligned tables. Written as a script."""
import io
import sys
from collections import OrderedDict, defaultdict

CSV = '''date,product,region,quantity,price
2024-01-03,"Widget, large",North,12,3.50
2024-01-04,Gadget,South,3,19.99
2024-01-09,"Widget, large",South,7,3.50
2024-02-01,"The ""Thing""",North,1,120
2024-02-11,Gadget,North,5,18.49
2024-02-12,Broken,East,x,1.0
'''

INI = """
; settings of the report
[report]
title = Quarterly numbers
columns = product, quantity, total
width = 14

[limits]
low = 5
verbose = yes
"""


def parse_csv_line(line):
    fields, field, quoted = [], [], False
    chars = iter(line)
    for c in chars:
        if quoted:
            if c == '"':
                following = next(chars, None)
                if following == '"':
                    field.append('"')
                elif following == "," or following is None:
                    quoted = False
                    fields.append("".join(field))
                    field = []
                    if following is None:
                        return fields
                else:
                    raise ValueError("text after a quoted field: %s" % line)
            else:
                field.append(c)
        elif c == '"' and not field:
            quoted = True
        elif c == ",":
            fields.append("".join(field))
            field = []
        else:
            field.append(c)
    fields.append("".join(field))
    return fields


def read_csv(stream):
    header = parse_csv_line(stream.readline().rstrip("\n"))
    for line in stream:
        line = line.rstrip("\n")
        if line:
            yield dict(zip(header, parse_csv_line(line)))


def read_ini(text):
    sections = OrderedDict()
    current = None
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line[0] in ";#":
            continue
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1], OrderedDict())
        elif "=" in line and current is not None:
            key, value = [part.strip() for part in line.split("=", 1)]
            current[key] = value
        else:
            raise SyntaxError("line %d: %s" % (number, line))
    return sections


class Record:
    def __init__(self, row):
        self.date = tuple(int(part) for part in row["date"].split("-"))
        self.product = row["product"]
        self.region = row["region"]
        self.quantity = int(row["quantity"])
        self.price = float(row["price"])

    @property
    def total(self):
        return self.quantity * self.price

    @property
    def quarter(self):
        return (self.date[1] - 1) // 3 + 1


def table(rows, headers, width):
    line = "+".join("-" * (width + 2) for _ in headers)
    out = [line, "|".join(" %-*s " % (width, h.upper()) for h in headers), line]
    for row in rows:
        cells = []
        for cell in row:
            cells.append(f" {cell:>{width}.2f} " if isinstance(cell, float) else f" {cell!s:<{width}} ")
        out.append("|".join(cells))
    return "\n".join(out + [line])


settings = read_ini(INI)
width = int(settings["report"]["width"])
verbose = settings["limits"].get("verbose", "no").lower() in ("yes", "true", "1")
records, errors = [], []
for row in read_csv(io.StringIO(CSV)):
    try:
        records.append(Record(row))
    except ValueError as problem:
        errors.append((row["product"], str(problem)))

by_product = defaultdict(list)
for record in records:
    by_product[record.product].append(record)

print(settings["report"]["title"].center(3 * width))
summary = []
for product in sorted(by_product, key=str.lower):
    group = by_product[product]
    summary.append((product, str(sum(r.quantity for r in group)), sum(r.total for r in group)))
print(table(summary, [c.strip() for c in settings["report"]["columns"].split(",")], width))
regions = {}
for r in records:
    regions[r.region, r.quarter] = regions.get((r.region, r.quarter), 0.0) + r.total
for (region, quarter), total in sorted(regions.items(), key=lambda item: -item[1]):
    print(f"{region:<8}Q{quarter} {total:10.2f} {'*' * int(total // 10)}")
low = [r.product for r in records if r.quantity < int(settings["limits"]["low"])]
print("low:", ", ".join(low) or "none")
if verbose:
    for product, problem in errors:
        print("skipped", product, "-", problem, file=sys.stdout)
newest = max(records, key=lambda r: r.date)
print("newest: {0.product} on {0.date[0]}-{0.date[1]:02d}-{0.date[2]:02d}".format(newest))
