import Testing

@testable import GradCommandLine

@Suite struct ProgressTests {
  @Test(arguments: [
    (0.0, "0:00"), (7.99, "0:07"), (59.999, "0:59"), (60, "1:00"), (754, "12:34"),
    (3600, "1:00:00"), (3723, "1:02:03"), (359_999, "99:59:59"), (360_000, "4d 04h"),
    (-1, "?"), (.nan, "?"), (.infinity, "?"), (1e300, "?"),
  ])
  func clockOfADuration(seconds: Double, text: String) {
    #expect(ProgressLine.clock(seconds) == text)
  }

  @Test func lineSaysHowFarTheWorkIs() {
    var line = ProgressLine(
      done: 1234, total: 5000, unit: "trials", detail: "3 diverged", elapsedSeconds: 12,
      remainingSeconds: 37)
    #expect(line.text() == "1234/5000 trials  24 %  3 diverged  0:12 elapsed  0:37 left")
    #expect(line.text(width: 16) == "1234/5000 trials")
    #expect(line.text(width: -5) == "")
    line.done = 5000
    line.detail = ""
    #expect(line.text() == "5000/5000 trials  100 %  0:12 elapsed")
    #expect(ProgressLine(done: 0, total: 0, elapsedSeconds: 1).text() == "0/0  0:01 elapsed")
  }

  @Test func hundredPercentMeansAllIsDone() {
    let almost = ProgressLine(done: Int.max - 1, total: Int.max, elapsedSeconds: 1)
    #expect(almost.text().contains("  99 %"))
  }

  @Test func steadyWorkIsEstimatedExactly() {
    var estimator = ProgressEstimator()
    #expect(estimator.remainingSeconds(total: 100) == nil)
    for second in 1...40 { estimator.update(done: 2 * second, at: Double(second)) }
    // Equal rates average to themselves; the sum only rounds.
    let remaining = estimator.remainingSeconds(total: 100) ?? .nan
    #expect(abs(remaining - 10) < 1e-9)
  }

  @Test func aResumedRunCountsOnlyWhatItDid() {
    var estimator = ProgressEstimator(done: 900)
    estimator.update(done: 910, at: 5)
    #expect(estimator.remainingSeconds(total: 1000) == 45)
  }

  @Test func theEstimateFollowsAChangeOfPace() {
    var estimator = ProgressEstimator()
    for second in 1...10 { estimator.update(done: 10 * second, at: Double(second)) }
    for second in 11...20 { estimator.update(done: 100 + (second - 10), at: Double(second)) }
    // After one time constant the old rate 10 weighs 1/e: 1 + 9/e = 4.3109 a second, 110 done.
    let remaining = estimator.remainingSeconds(total: 200) ?? .nan
    #expect(abs(remaining - 90 / 4.310914970542981) < 1e-9)
  }

  @Test func timesThatDoNotAdvanceAreIgnored() {
    var estimator = ProgressEstimator()
    for time in [0, -1, .nan, .infinity] { estimator.update(done: 5, at: time) }
    #expect(estimator.remainingSeconds(total: 10) == nil)
    estimator.update(done: 5, at: 1)
    estimator.update(done: 9, at: 1)
    #expect(estimator.remainingSeconds(total: 10) == 1)
  }

  @Test func terminalsAreRedrawnAtMostTenTimesASecond() {
    var display = ProgressDisplay(style: .redrawn(width: 80), total: 1000)
    let drawn = (0..<1000).compactMap { display.update(done: $0, at: Double($0) / 1000) }
    #expect(drawn.count == 10)
    #expect(drawn.allSatisfy { $0.hasPrefix("\r") && !$0.contains("\n") })
  }

  @Test func aShorterLineCoversALongerOne() {
    var display = ProgressDisplay(style: .redrawn(width: 80), total: 4)
    let first = display.update(done: 1, detail: { "many diverged" }, at: 1)
    #expect(first == "\r1/4  25 %  many diverged  0:01 elapsed  0:03 left")
    let second = display.update(done: 2, at: 2)
    #expect(second == "\r2/4  50 %  0:02 elapsed  0:02 left" + String(repeating: " ", count: 15))
    #expect(display.clear() == "\r" + String(repeating: " ", count: 34) + "\r")
    #expect(display.clear() == nil)
    #expect(display.finish(done: 4, at: 3) == "\r4/4  100 %  0:03 elapsed\n")
  }

  @Test func linesFitATerminalOfAnyWidth() {
    for width in [1, 2, 20, 80] {
      var display = ProgressDisplay(style: .redrawn(width: width), total: 10)
      let text = display.update(done: 1, at: 1) ?? ""
      #expect(text.count <= width)
    }
  }

  @Test func filesGetALineEveryFiveSeconds() {
    var display = ProgressDisplay(style: .lines, total: 600)
    let lines = (0..<600).compactMap { display.update(done: $0, at: Double($0) / 10) }
    #expect(lines.count == 11)
    #expect(lines.first == "50/600  8 %  0:05 elapsed  0:55 left\n")
    #expect(display.finish(done: 600, at: 60) == "600/600  100 %  1:00 elapsed\n")
  }

  @Test func hiddenProgressIsSilent() {
    var display = ProgressDisplay(style: .hidden, total: 5)
    #expect(display.update(done: 1, at: 100) == nil)
    #expect(display.finish(done: 5, at: 200) == nil)
    #expect(display.clear() == nil)
  }
}
