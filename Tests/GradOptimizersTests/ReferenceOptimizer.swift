/// The update rules as PyTorch documents them, in plain loops over plain numbers.
///
/// Written from the pseudocode of `torch.optim` and sharing nothing with the library: it is what the
/// library is compared with.
struct ReferenceOptimizer {
  let id: String
  var settings: [String: Double]
  private var step = 0
  private var state: [String: [Double]] = [:]

  init(_ id: String, _ settings: [String: Double]) {
    self.id = id
    self.settings = settings
  }

  private func setting(_ name: String) -> Double { settings[name] ?? 0 }

  private mutating func state(_ name: String, _ count: Int, _ initial: Double = 0) -> [Double] {
    state[name] ?? Array(repeating: initial, count: count)
  }

  /// One update at rate `lr`.
  mutating func update(_ x: inout [Double], gradient: [Double], lr: Double) {
    step += 1
    var g = gradient
    let clipValue = setting("clipValue")
    if clipValue > 0 {
      for i in g.indices {
        g[i] = g[i] > clipValue ? clipValue : g[i] < -clipValue ? -clipValue : g[i]
      }
    }
    let clipNorm = setting("clipNorm")
    if clipNorm > 0 {
      var total = 0.0
      for value in g { total += value * value }
      total = total.squareRoot()
      if total > clipNorm { for i in g.indices { g[i] = g[i] / total * clipNorm } }
    }
    let decay = setting("weightDecay")
    if id == "adamw" {
      for i in x.indices { x[i] = x[i] - lr * decay * x[i] }
    } else if decay != 0 {
      for i in g.indices { g[i] = g[i] + decay * x[i] }
    }
    switch id {
    case "gradient-descent": for i in x.indices { x[i] -= lr * g[i] }
    case "momentum": momentum(&x, g, lr, isNesterov: false)
    case "nesterov": momentum(&x, g, lr, isNesterov: true)
    case "adagrad": adagrad(&x, g, lr)
    case "rmsprop": rmsprop(&x, g, lr)
    case "adam", "adamw": adam(&x, g, lr)
    default: x = x.map { _ in .nan }
    }
  }

  /// torch.optim.SGD
  private mutating func momentum(
    _ x: inout [Double], _ g: [Double], _ lr: Double, isNesterov: Bool
  ) {
    let mu = setting("momentum")
    var b = state("b", x.count)
    for i in x.indices {
      b[i] = step > 1 ? mu * b[i] + (1 - setting("dampening")) * g[i] : g[i]
      x[i] -= lr * (isNesterov ? g[i] + mu * b[i] : b[i])
    }
    state["b"] = b
  }

  /// torch.optim.Adagrad
  private mutating func adagrad(_ x: inout [Double], _ g: [Double], _ lr: Double) {
    let rate = lr / (1 + Double(step - 1) * setting("learningRateDecay"))
    var sum = state("sum", x.count, setting("initialAccumulator"))
    for i in x.indices {
      sum[i] += g[i] * g[i]
      x[i] -= rate * g[i] / (sum[i].squareRoot() + setting("epsilon"))
    }
    state["sum"] = sum
  }

  /// torch.optim.RMSprop
  private mutating func rmsprop(_ x: inout [Double], _ g: [Double], _ lr: Double) {
    let alpha = setting("decay")
    var v = state("v", x.count)
    var average = state("average", x.count)
    var b = state("b", x.count)
    for i in x.indices {
      v[i] = alpha * v[i] + (1 - alpha) * g[i] * g[i]
      var square = v[i]
      if setting("centered") != 0 {
        average[i] = average[i] * alpha + (1 - alpha) * g[i]
        square -= average[i] * average[i]
      }
      let root = square.squareRoot() + setting("epsilon")
      if setting("momentum") > 0 {
        b[i] = setting("momentum") * b[i] + g[i] / root
        x[i] -= lr * b[i]
      } else {
        x[i] -= lr * g[i] / root
      }
    }
    state["v"] = v
    state["average"] = average
    state["b"] = b
  }

  /// torch.optim.Adam and AdamW; powers by repeated multiplication.
  private mutating func adam(_ x: inout [Double], _ g: [Double], _ lr: Double) {
    let (beta1, beta2) = (setting("beta1"), setting("beta2"))
    var m = state("m", x.count)
    var v = state("v", x.count)
    var (power1, power2) = (1.0, 1.0)
    for _ in 0..<step {
      power1 *= beta1
      power2 *= beta2
    }
    for i in x.indices {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i]
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i]
      let mean = m[i] / (1 - power1)
      let square = v[i] / (1 - power2)
      x[i] -= lr * mean / (square.squareRoot() + setting("epsilon"))
    }
    state["m"] = m
    state["v"] = v
  }
}
