/// Thrown in the middle of a body to close its connection.
struct CutConnection: Error {}
