"""Drives bm_comprehensions of pyperformance."""

from bm_comprehensions import run_benchmark as bench

if __name__ == "__main__":
    widgets = bench.make_some_widgets()
    print(len(widgets), widgets[0], widgets[-1])
    tray = bench.WidgetTray(1, widgets)
    print([widget.widget_id for widget in tray.sorted_widgets])
    print(bench.bench_comprehensions(2) >= 0.0)
