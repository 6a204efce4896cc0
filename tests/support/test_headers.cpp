// Nothing of its own: the target exists for the compiled headers.
int main() {}
