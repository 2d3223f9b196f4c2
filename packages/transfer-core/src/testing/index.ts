// Empty until the first test fake.
