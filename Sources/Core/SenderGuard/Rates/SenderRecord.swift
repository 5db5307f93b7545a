/// What is counted for each sender that is known: 112 bytes.
struct SenderRecord: Equatable {
    /// When it last sent.
    var last: UInt32 = 0
    var minute = SlidingCount()
    var hour = SlidingCount()
    var day = SlidingCount()
    /// Not distinct; of the last hour.
    var recipients = SlidingCount()
    var rejected = SlidingCount()
    var normal = NormalLevel()
    /// Where its `SenderDetail` is; -1 for nowhere.
    var detail: Int32 = -1
    /// Whether it has to be saved.
    var isChanged = false

    /// - Parameter quickDays: see `NormalLevel`.
    mutating func roll(to time: UInt32, quickDays: Int) {
        minute.roll(from: last / SlidingCount.Part.minute, to: time / SlidingCount.Part.minute)
        let (old, new) = (last / SlidingCount.Part.hour, time / SlidingCount.Part.hour)
        hour.roll(from: old, to: new)
        recipients.roll(from: old, to: new)
        rejected.roll(from: old, to: new)
        day.roll(from: last / SlidingCount.Part.day, to: time / SlidingCount.Part.day)
        normal.roll(to: time, quickDays: quickDays)
        last = time
    }

    /// - Parameter messages: none where the message was counted before.
    mutating func add(messages: Int, recipients: Int, rejected: Int) {
        let part = last / SlidingCount.Part.hour
        minute.add(messages, at: last / SlidingCount.Part.minute)
        hour.add(messages, at: part)
        day.add(messages, at: last / SlidingCount.Part.day)
        self.recipients.add(recipients, at: part)
        self.rejected.add(rejected, at: part)
        normal.peak = max(normal.peak, UInt16(clamping: messagesAnHour))
    }

    var messagesAMinute: Int { minute.sum(at: last / SlidingCount.Part.minute) }
    var messagesAnHour: Int { hour.sum(at: last / SlidingCount.Part.hour) }
    var messagesADay: Int { day.sum(at: last / SlidingCount.Part.day) }
    var recipientsAnHour: Int { recipients.sum(at: last / SlidingCount.Part.hour) }
    var rejectedAnHour: Int { rejected.sum(at: last / SlidingCount.Part.hour) }

    /// Begins anew, but for what is normal.
    mutating func forget() {
        (minute, hour, day, recipients, rejected) = (SlidingCount(), SlidingCount(), SlidingCount(), SlidingCount(), SlidingCount())
        normal.peak = 0
    }
}

/// How many messages a sender's busiest hour has on a normal day.
///
/// A busier day raises it by an eighth and one at most, a quieter one lowers it by a tenth of the difference, a day with an incident not at all:
/// from nothing to 60 an hour takes a thief 19 days of sending ever more, each of them below the bounds. Only on the first `quickDays` the busiest
/// hour of all is what counts.
struct NormalLevel: Equatable {
    var level: Float = 0
    /// The busiest hour of the day so far.
    var peak: UInt16 = 0
    /// Days since 1970 of `peak`.
    var day: UInt16 = 0
    /// Days on which something was sent, up to 255.
    var activeDays: UInt8 = 0
    /// This day is no normal one.
    var isTainted = false

    mutating func roll(to time: UInt32, quickDays: Int) {
        let today = UInt16(clamping: time / 86_400)
        guard today != day else { return }
        if peak > 0, !isTainted { learn(Float(peak), isQuick: activeDays < quickDays) }
        (peak, isTainted, day) = (0, false, today)
    }

    private mutating func learn(_ busiest: Float, isQuick: Bool) {
        let raised = isQuick ? busiest : level * 1.125 + 1
        level = busiest > level ? min(busiest, raised) : level + (busiest - level) * (isQuick ? 0 : 0.1)
        activeDays = activeDays == .max ? .max : activeDays + 1
    }
}
