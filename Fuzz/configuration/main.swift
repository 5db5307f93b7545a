import Fuzzing

fuzz { _ in }
