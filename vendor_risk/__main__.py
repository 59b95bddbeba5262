"""`python -m vendor_risk` is the command line."""

from vendor_risk.cli import main

if __name__ == "__main__":
    main()
