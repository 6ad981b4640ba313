def main():
    raise


if __name__ == "__main__":
    main()
