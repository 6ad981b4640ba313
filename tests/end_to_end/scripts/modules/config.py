SIZE = 1
mode = "slow"
