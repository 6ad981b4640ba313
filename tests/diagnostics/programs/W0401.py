def main():
    classes = [ValueError, KeyError]
    try:
        print(int(input()))
    except classes[len(input())]:
        print("no number")


if __name__ == "__main__":
    main()
