internal import Glibc
internal import LibFuzzer
public import MailMessage

/// Hands libFuzzer's inputs to a property until it traps or the time is over. Arguments of the command are libFuzzer's.
///
/// SwiftPM gives every executable a `main` of its own, so libFuzzer is called rather than calling.
public func fuzz(_ property: @escaping @Sendable ([UInt8]) -> Void) -> Never {
    Property.current = property
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    let status = LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
        Property.current(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
    }
    exit(status)
}

/// Makes what is made once and for good: the leak checker does not see closures that only other closures of a global hold.
public func once(_ body: () -> Void) {
    __lsan_disable()
    body()
    __lsan_enable()
}

private enum Property {
    /// Set once, before the only thread begins; a C function captures nothing.
    nonisolated(unsafe) static var current: @Sendable ([UInt8]) -> Void = { _ in }
}

/// Stops the run where a promise does not hold: libFuzzer then keeps the input.
public func require(_ holds: Bool, _ promise: @autoclosure () -> String) {
    if !holds { fatalError("broken: \(promise())") }
}

/// Each byte of an output has a source inside the input, and sources never go backwards.
public func requireMap(_ map: OffsetMap, output: Int, input: Int, _ name: StaticString) {
    // Every byte of what is short; of long outputs as many, at equal distances, for asking costs a search.
    var last = 0
    for index in stride(from: 0, to: output, by: max(output / 4096, 1)) {
        let sources = map.sources(of: index..<index + 1)
        require(sources.count == 1, "\(name): byte \(index) of \(output) has the sources \(sources)")
        require(!sources[0].isEmpty, "\(name): byte \(index) came from nothing")
        require(sources[0].lowerBound >= last, "\(name): byte \(index) came from \(sources[0]), the one before from \(last)")
        require(sources[0].upperBound <= input, "\(name): byte \(index) came from \(sources[0]) of \(input) bytes")
        last = sources[0].lowerBound
    }
    requireApart(map.sources(of: 0..<output), within: 0..<input, name)
}

/// The ranges are in order, apart from each other, not empty, and inside.
public func requireApart(_ ranges: [Range<Int>], within whole: Range<Int>, _ name: StaticString) {
    var end = whole.lowerBound
    for range in ranges {
        require(!range.isEmpty && range.lowerBound >= end && range.upperBound <= whole.upperBound, "\(name): \(range) behind \(end), within \(whole)")
        end = range.upperBound
    }
}
