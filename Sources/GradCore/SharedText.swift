// Quoting and suggestions are defined below GradCore, where formulas need them, and are part of
// its interface: who imports GradCore has them.
@_exported public import func GradSymbolic.closest
@_exported public import func GradSymbolic.didYouMean
@_exported public import func GradSymbolic.printable
@_exported public import func GradSymbolic.quoted
