internal import Hummingbird

/// Which methods there are at a path: for `Allow`, RFC 9110 § 10.2.1.
struct RouteTable {
    private let routes: [(path: [RouterPath.Element], method: HTTPRequest.Method)]

    init(_ routes: [Router<VisitContext>.RouteDescription]) { self.routes = routes.map { (Array($0.path), $0.method) } }

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

    /// Whether there is POST.
    func takesMessages(at path: String) -> Bool {
        let segments = path.split(separator: "/")
        return routes.contains { $0.method == .post && Self.matches($0.path, segments) }
    }

    private static func matches(_ elements: [RouterPath.Element], _ segments: [Substring]) -> Bool {
        if elements.last == .recursiveWildcard { return elements.count - 1 <= segments.count && zip(elements, segments).allSatisfy { $0 ~= $1 } }
        return elements.count == segments.count && zip(elements, segments).allSatisfy { $0 ~= $1 }
    }
}
