internal import ScamVerdict

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Turns scores into probabilities that hold (Platt 1999): probability = logistic(scale × score + shift), fitted to scores that
/// cross-validation gave, so that no case was judged by what it taught.
struct Calibration {
    private(set) var scale = 1.0
    private(set) var shift = 0.0

    /// A scale outside of it would come from too few cases.
    private static let scales = 0.4...2.0

    init(_ scored: [(score: Double, isPositive: Bool)]) {
        for _ in 0..<50 { step(scored) }
    }

    /// Newton's, damped.
    private mutating func step(_ scored: [(score: Double, isPositive: Bool)]) {
        var gradient = (scale: 1e-3 * (scale - 1), shift: 1e-3 * shift)
        var curvature = (scale: 1e-3, both: 0.0, shift: 1e-3)
        for (score, isPositive) in scored {
            let probability = 1 / (1 + exp(-(scale * score + shift)))
            let error = (probability - (isPositive ? 1 : 0))
            let spread = max(probability * (1 - probability), 1e-6)
            gradient.scale += error * score
            gradient.shift += error
            curvature.scale += spread * score * score
            curvature.both += spread * score
            curvature.shift += spread
        }
        let determinant = curvature.scale * curvature.shift - curvature.both * curvature.both
        guard abs(determinant) > 1e-12 else { return }
        let scaleStep = (curvature.shift * gradient.scale - curvature.both * gradient.shift) / determinant
        let shiftStep = (curvature.scale * gradient.shift - curvature.both * gradient.scale) / determinant
        scale = min(max(scale - min(max(scaleStep, -0.5), 0.5), Self.scales.lowerBound), Self.scales.upperBound)
        shift -= min(max(shiftStep, -1), 1)
    }

    func applied(to weights: VerdictModel.Weights) -> VerdictModel.Weights {
        var weights = weights
        weights.bias = Float(Double(weights.bias) * scale + shift)
        weights.features = weights.features.map { Float(Double($0) * scale) }
        weights.wordingUnit = Float(Double(weights.wordingUnit) * scale)
        return weights
    }
}
