"""A small text adventure, played by a script of commands."""


class Item:
    def __init__(self, name, description, weight=1, takeable=True):
        self.name = name
        self.description = description
        self.weight = weight
        self.takeable = takeable

    def __repr__(self):
        return f"<Item {self.name!r}>"


class Container(Item):
    def __init__(self, name, description, contents=None, locked_by=None):
        super().__init__(name, description, weight=10, takeable=False)
        self.contents = contents or []
        self.locked_by = locked_by
        self.is_open = False

    def open(self, inventory):
        if self.is_open:
            return f"The {self.name} is already open."
        if self.locked_by and self.locked_by not in [i.name for i in inventory]:
            return f"The {self.name} is locked."
        self.is_open = True
        if not self.contents:
            return f"You open the {self.name}. It is empty."
        names = ", ".join(item.name for item in self.contents)
        return f"You open the {self.name}. Inside: {names}."


class Room:
    OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east", "up": "down", "down": "up"}

    def __init__(self, name, description):
        self.name = name
        self.description = description
        self.exits = {}
        self.items = []
        self.visited = False

    def connect(self, direction, other, both=True):
        self.exits[direction] = other
        if both:
            other.exits[Room.OPPOSITE[direction]] = self

    def find(self, name):
        for item in self.items:
            if item.name == name:
                return item
        return None

    def look(self):
        lines = ["== %s ==" % self.name, self.description]
        if self.items:
            lines.append("You see: " + ", ".join(sorted(i.name for i in self.items)))
        lines.append("Exits: " + ", ".join(sorted(self.exits)))
        return "\n".join(lines)


class GameOver(Exception):
    def __init__(self, message, won=False):
        super().__init__(message)
        self.won = won


class Game:
    MAX_WEIGHT = 5

    def __init__(self):
        self.inventory = []
        self.score = 0
        self.moves = 0
        self.room = self.build()
        self.commands = {
            "look": self.do_look,
            "go": self.do_go,
            "take": self.do_take,
            "drop": self.do_drop,
            "open": self.do_open,
            "inventory": self.do_inventory,
            "examine": self.do_examine,
            "quit": self.do_quit,
        }
        self.aliases = {"l": "look", "i": "inventory", "x": "examine", "get": "take", "q": "quit"}
        for direction in Room.OPPOSITE:
            self.aliases[direction[0]] = "go " + direction

    def build(self):
        hall = Room("Hall", "A dusty hall with a high ceiling.")
        kitchen = Room("Kitchen", "Something was cooked here, long ago.")
        cellar = Room("Cellar", "It is dark and it smells of earth.")
        garden = Room("Garden", "Roses, gone wild.")
        hall.connect("north", kitchen)
        hall.connect("east", garden)
        kitchen.connect("down", cellar)
        kitchen.items.append(Item("key", "A small brass key."))
        garden.items += [Item("rose", "It has thorns."), Item("anvil", "Very heavy.", weight=9)]
        gold = Item("gold", "It glitters.", weight=3)
        cellar.items.append(Container("chest", "An oak chest with a brass lock.", [gold], locked_by="key"))
        return hall

    def do_look(self, noun):
        return self.room.look()

    def do_go(self, noun):
        if noun not in self.room.exits:
            return "You can't go that way."
        self.room = self.room.exits[noun]
        if not self.room.visited:
            self.room.visited = True
            self.score += 5
        return self.room.look()

    def do_take(self, noun):
        item = self.room.find(noun)
        if item is None:
            for thing in self.room.items:
                if isinstance(thing, Container) and thing.is_open:
                    for inner in thing.contents:
                        if inner.name == noun:
                            thing.contents.remove(inner)
                            self.inventory.append(inner)
                            self.score += 10
                            if noun == "gold":
                                raise GameOver("You are rich!", won=True)
                            return "Taken from the %s." % thing.name
            return f"There is no {noun} here."
        if not item.takeable:
            return "It will not move."
        carried = sum(i.weight for i in self.inventory)
        if carried + item.weight > self.MAX_WEIGHT:
            return "That is too heavy ({} > {}).".format(carried + item.weight, self.MAX_WEIGHT)
        self.room.items.remove(item)
        self.inventory.append(item)
        return "Taken."

    def do_drop(self, noun):
        for index, item in enumerate(self.inventory):
            if item.name == noun:
                del self.inventory[index]
                self.room.items.append(item)
                return "Dropped."
        return "You do not have that."

    def do_open(self, noun):
        item = self.room.find(noun)
        if isinstance(item, Container):
            return item.open(self.inventory)
        return "You can't open that."

    def do_inventory(self, noun):
        if not self.inventory:
            return "You carry nothing."
        return "You carry: " + ", ".join(map(str, self.inventory))

    def do_examine(self, noun):
        item = self.room.find(noun) or next((i for i in self.inventory if i.name == noun), None)
        return item.description if item else "You see no such thing."

    def do_quit(self, noun):
        raise GameOver("Bye.")

    def execute(self, line):
        words = line.lower().split()
        if not words:
            return "Pardon?"
        words = self.aliases.get(words[0], words[0]).split() + words[1:]
        verb, *rest = words
        action = self.commands.get(verb)
        if action is None:
            return f"I don't know how to {verb!r}."
        self.moves += 1
        return action(" ".join(rest))


SCRIPT = """look
take rose
e
take rose
get anvil
x rose
i

dance wildly
w
n
take key
d
open chest
open lamp
drop rose
i
l
take gold
look"""


def main():
    game = Game()
    try:
        for line in SCRIPT.split("\n"):
            print("> " + line)
            print(game.execute(line))
    except GameOver as over:
        print(f"*** {over} ***")
        print("You have", "won" if over.won else "lost", "with %d points in %d moves." % (game.score, game.moves))


if __name__ == "__main__":
    main()
