extension Matrix {
  /// A random orthogonal matrix, uniform (by Haar measure) over all of that order.
  ///
  /// Q of the QR factorisation of a matrix of normal numbers, each column multiplied by the sign of
  /// R's diagonal entry. Without that correction Q would not be uniform: its signs would be those of
  /// the algorithm. Determinants 1 and −1 are equally likely, so order 1 gives 1 or −1.
  ///
  /// It draws order² normal numbers, row by row.
  ///
  /// - Source: F. Mezzadri, "How to generate random matrices from the classical compact groups",
  ///   Notices of the AMS 54(5), 2007.
  public static func randomOrthogonal(
    order: Int, from stream: inout RandomStream
  ) -> Matrix {
    var normals = Matrix(rows: order, columns: order)
    for i in normals.storage.indices { normals.storage[i] = stream.normal() }
    let factors = QR(finite: normals, pivoting: false)
    var q = factors.q
    for j in 0..<order where factors.r[j, j] < 0 {
      for i in 0..<order { q[i, j] = -q[i, j] }
    }
    return q
  }
}
