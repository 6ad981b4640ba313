class Task:
    def __init__(self, priority):
        self.priority = priority


def main():
    tasks = [Task(3), Task(1)]
    print(min(tasks).priority)
    tasks.sort()


if __name__ == "__main__":
    main()
