import Foundation
import GradText
import Testing

@Suite struct NumberTextTests {
  @Test(
    arguments: [
      (8, "8"), (-4, "-4"), (0.1, "0.1"), (-0.0, "-0"), (1e15, "1000000000000000"),
      (9_999_999_999_999_998, "9999999999999998"), (1e16, "1e+16"), (1e-4, "0.0001"),
      (1e-5, "1e-05"), (9.433981132056603, "9.433981132056603"),
      (.leastNonzeroMagnitude, "5e-324"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
      (-.nan, "nan"), (.signalingNaN, "nan"), (100_000, "100000"),
      (10, "10"), (1e-8, "1e-08"), (1e22, "1e+22"), (0, "0"), (0.1 + 0.2, "0.30000000000000004"),
    ] as [(Double, String)])
  func shortestTextOfANumber(value: Double, text: String) {
    #expect(shortestText(value) == text)
  }

  @Test func shortestTextReadsBackToTheSameBits() {
    var state: UInt64 = 1
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      guard value.isFinite else { continue }
      #expect(Double(shortestText(value))?.bitPattern == value.bitPattern)
    }
  }

  @Test(
    arguments: [
      (0.38271, 3, "0.383"), (123_456, 3, "123000"), (1.2345e8, 3, "1.23e+08"),
      (0.0001234, 3, "1.23e-04"), (-2.5, 3, "-2.5"), (0, 3, "0"), (9.999e6, 3, "10000000"),
      (1e-3, 3, "0.001"), (1e300, 3, "1e+300"), (.infinity, 3, "inf"), (2.0 / 3, 0, "0.7"),
      (1.0 / 3, 99, "0.3333333333333333"),
    ] as [(Double, Int, String)])
  func roundedTextIsPlainFromAThousandthToTenMillion(value: Double, digits: Int, text: String) {
    #expect(roundedText(value, digits: digits) == text)
  }

  @Test(
    arguments: [
      (0.0001234567, 6, "0.000123457"), (12_345_678, 6, "12345700"),
      (1.2345678e-9, 6, "1.23457e-09"),
      (-1.0 / 3, 6, "-0.333333"), (1e300, 6, "1e+300"), (1.2345678e-40, 6, "1.23457e-40"),
      (.leastNonzeroMagnitude, 6, "5e-324"), (.greatestFiniteMagnitude, 6, "1.79769e+308"),
      (0, 6, "0"), (.nan, 6, "nan"),
    ] as [(Double, Int, String)])
  func plainTextTakesAnExponentOnlyWhereShortestTextDoes(value: Double, digits: Int, text: String) {
    #expect(plainText(value, digits: digits) == text)
  }

  @Test(
    arguments: [
      (1.0 / 3, 4, "0.3333"), (1.234567e-5, 4, "1.235e-05"), (100_000, 2, "1e+05"),
      (123_456, 3, "123456"), (1_234_567_890, 3, "1.23e+09"), (2, 3, "2"), (.nan, 3, "nan"),
      (-.infinity, 3, "-inf"),
      (0.5, 1, "0.5"), (1.7976931348623157e308, 17, "1.7976931348623157e+308"),
    ] as [(Double, Int, String)])
  func generalTextIsTheExactOneWhereThatIsNoLonger(value: Double, digits: Int, text: String) {
    #expect(generalText(value, digits: digits) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-18_000, "-18,000"), (1_234_567, "1,234,567"),
    (.min, "-9,223,372,036,854,775,808"),
  ])
  func thousandsOfCountsStandApart(value: Int, text: String) {
    #expect(countText(value) == text)
  }

  @Test(arguments: [(0, "0 trials"), (1, "1 trial"), (1250, "1,250 trials")])
  func countedNounsArePlural(value: Int, text: String) {
    #expect(countText(value, "trial") == text)
  }

  @Test(arguments: [(0.123, "12 %"), (0.0002, "0.02 %"), (1, "100 %"), (1e-6, "1e-04 %")])
  func sharesAreInPercent(share: Double, text: String) {
    #expect(percentText(share) == text)
  }

  @Test(arguments: [
    (2.5, "2.5 s"), (0.0131, "13.1 ms"), (1.314e-6, "1.31 µs"), (18.2e-9, "18.2 ns"),
    (1e-12, "0.001 ns"), (0, "0 ns"), (.infinity, "–"), (.nan, "–"),
  ])
  func secondsHaveTheUnitThatFits(seconds: Double, text: String) {
    #expect(secondsText(seconds) == text)
  }

  @Test func hexadecimalsHaveAllTheirDigits() {
    #expect(hexadecimalText(0xAB as UInt64, digits: 16) == "00000000000000ab")
    #expect(hexadecimalText(0x12345, digits: 4) == "12345")
  }
}
