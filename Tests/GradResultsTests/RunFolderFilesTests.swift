import GradCore
import GradResults
import GradTestSupport
import Testing

/// The files' columns, copied from INTERFACE section 3: other people's scripts hold them.
@Suite struct RunFolderFilesTests {
  @Test func trialsHaveTheColumnsAndValuesOfTheInterface() throws {
    let folder = TemporaryFolder()
    var written = try folder.runFolder()
    try written.writeTrials(SmallRun.results)
    let rows = parseCSV(try folder.text("trials.csv"))
    #expect(
      rows[0].joined(separator: ", ")
        == """
        trial, suite, problem, instance, dimension, optimizer, hyperparameters, learning_rate, \
        schedule, batch_size, backend, seed, outcome, findings, iterations, cost, \
        objective_evaluations, gradient_evaluations, hessian_evaluations, data_passes, \
        monitor_evaluations, initial_objective, final_objective, best_objective, minimum, gap, \
        best_gap, initial_gradient_norm, final_gradient_norm, smallest_gradient_norm, \
        largest_gradient_norm, point_kind, reached, reason, floor, \
        hessian_product_evaluations, role, setting
        """)
    #expect(
      rows[1] == [
        "00000000000000ab", "small", "logistic-regression:l2=0.01", "1", "3", "adam",
        "beta1=0.9;beta2=0.999", "0.1", "constant", "16", "analytic", "3", "targetHit",
        "plateau;saddle", "7", "9", "1", "8", "2", "2.4", "5", "1.25", "0.375", "0.3125", "0.25",
        "0.125", "0.0625", "4", "0.5", "0.25", "8", "minimum", "(1, 2, 3)",
        "hit target gap=1e-08 at iteration 7", "0.1875", "0", "sweep", "",
      ])
    #expect(
      rows[2] == [
        "00000000000000cd", "small", "mystery", "2", "1", "gradient-descent", "weightDecay=0",
        "0.5", "step:every=100,factor=0.5", "", "dual", "", "diverged", "", "24", "25", "0", "0",
        "0", "", "0", "2", "", "", "", "", "", "", "", "", "inf", "", "",
        "diverged at iteration 24: learning rate 0.5 > 2/L = 0.38 (the objective is not finite)",
        "", "0", "sweep", "",
      ])
    #expect(rows.count == 3, "the trial that did not finish has no row")
  }

  @Test func targetsHaveTheColumnsAndValuesOfTheInterface() throws {
    let folder = TemporaryFolder()
    var written = try folder.runFolder()
    try written.writeTargets(SmallRun.results)
    let rows = parseCSV(try folder.text("targets.csv"))
    #expect(
      rows[0].joined(separator: ", ")
        == "trial, target, hit, iterations, cost, data_passes, held, held_iterations, held_cost, "
        + "held_data_passes")
    // Batches of 16, 16 and 8 of 40 examples: four batches are one pass and 16/40.
    #expect(rows[1] == ["00000000000000ab", "0.1", "1", "4", "5", "1.4", "1", "6", "7", "2"])
    #expect(rows[2] == ["00000000000000ab", "gap=1e-08", "1", "7", "9", "2.4", "0", "", "", ""])
    #expect(rows[3] == ["00000000000000cd", "0.1", "", "", "", "", "", "", "", ""])
    #expect(rows.count == 5)
  }

  @Test func missedTargetIsZeroWhereItCouldBeHit() throws {
    var results = SmallRun.results
    results.hits = Array(repeating: .missed, count: 6)
    let folder = TemporaryFolder()
    var written = try folder.runFolder()
    try written.writeTargets(results)
    #expect(parseCSV(try folder.text("targets.csv"))[1][2] == "0")
  }
}
