"""csv: readers and writers of several kinds of lines, with all options; rows of dicts; files."""

import csv
import io
import os
import tempfile

TEXT = 'name,age\r\n"Smith, J.",42\r\n"say ""hi""",7\r\n\r\nlast,1'


def reading():
    for row in csv.reader(TEXT.splitlines(True)):
        print(row)
    print(list(csv.reader(["a;b;'c;d'", "'e''f';g"], delimiter=";", quotechar="'")))
    print(list(csv.reader(["a\tb c"], dialect="excel-tab")), list(csv.reader(["a, b,  c"], skipinitialspace=True)))
    print(list(csv.reader(["a\\,b,c\\\\"], escapechar="\\")), list(csv.reader(['"a",b'], quoting=csv.QUOTE_NONE)))
    print(list(csv.reader(line for line in ['"two', 'lines",x'])), list(csv.reader(['"open'])))
    reader = csv.reader(io.StringIO(TEXT))
    header = next(reader)
    print(header, reader.line_num)
    print({name: int(age) for name, age in [row for row in reader if row]}, reader.line_num)
    for lines in [['"a"b'], ['"a'], ["a\rb"]]:
        try:
            print(list(csv.reader(lines, strict=True)))
        except csv.Error as error:
            print(error)


def writing():
    out = io.StringIO()
    writer = csv.writer(out)
    print(writer.writerow(["a", "b,c", 'd"e', "", "x\ny"]))
    writer.writerow((1, 2.5, "three", None, True))
    writer.writerow([1, 2, 3])
    writer.writerow([""])
    writer.writerow([])
    writer.writerows([["p", "q"], ["r", "s t"]])
    print(repr(out.getvalue()))
    for quoting in [csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_NONE]:
        out = io.StringIO()
        writer = csv.writer(out, delimiter="|", quoting=quoting, escapechar="\\", lineterminator="\n")
        writer.writerow(["a|b", 'c"d', "e\\f"])
        writer.writerow((1, "x", 2.0))
        print(quoting, repr(out.getvalue()))
    try:
        csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(["a,b"])
    except csv.Error as error:
        print(error)


def dicts():
    for row in csv.DictReader(io.StringIO("name,city\nAda,London\n\nBob\n")):
        print(row, row["name"], row["city"] is None)
    reader = csv.DictReader(["1;2", "3;4"], fieldnames=["x", "y"], delimiter=";")
    print(reader.fieldnames, [(row["x"], row["y"]) for row in reader], reader.line_num)
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=["name", "city"], lineterminator="\n")
    writer.writeheader()
    writer.writerow({"name": "Ada", "city": "Lon,don"})
    writer.writerow({"name": "Bob"})
    writer.writerows([{"city": "x", "name": "y"}])
    print(repr(out.getvalue()))
    try:
        writer.writerow({"nome": "z"})
    except ValueError as error:
        print(error)


def files():
    path = os.path.join(tempfile.mkdtemp(), "table.csv")
    with open(path, "w", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(["id", "note"])
        for i in range(3):
            writer.writerow([str(i), "a" * i + '"'])
    with open(path, newline="") as f:
        print(list(csv.reader(f)))
    with open(path, newline="") as f:
        total = 0
        for row in csv.DictReader(f):
            total += int(row["id"])
        print(total)
    os.remove(path)


reading()
writing()
dicts()
files()
