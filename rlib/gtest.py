def chain(*its):
    if len(its) > 0:
        for x in its[0]:
            yield x
        for x in chain(*its[1:]):
            yield x
class Partial:
    _weft_generic_ = True
    def __init__(self, f, *args):
        self.f = f
        self.args = args
    def __call__(self, *more):
        return self.f(*self.args, *more)
