internal import Hummingbird

/// Which methods there are at a path: for `Allow`, RFC 9110 § 10.2.1.
struct RouteTable {
    private let routes: [(path: RouterPath, method: HTTPRequest.Method)]

    init(_ routes: [Router<VisitContext>.RouteDescription]) { self.routes = routes.map { ($0.path, $0.method) } }

    /// In the order of the alphabet, with HEAD wherever there is GET. Empty: there is nothing at the path.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let segments = path.split(separator: "/")
        var methods: [HTTPRequest.Method] = []
        for route in routes where !methods.contains(route.method) && Self.matches(route.path, segments) {
            methods.append(route.method)
            if route.method == .get { methods.append(.head) }
        }
        return methods.sorted { $0.rawValue < $1.rawValue }
    }

    private static func matches(_ path: RouterPath, _ segments: [Substring]) -> Bool {
        let elements = Array(path)
        if elements.last == .recursiveWildcard { return elements.count - 1 <= segments.count && zip(elements, segments).allSatisfy { $0 ~= $1 } }
        return elements.count == segments.count && zip(elements, segments).allSatisfy { $0 ~= $1 }
    }
}
