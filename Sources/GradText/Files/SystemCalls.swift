#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes every byte, however many calls the system needs; what takes none for a while, as a full
/// pipe, is waited for.
///
/// - Returns: nil, or the system's number of what went wrong, such as `EPIPE`.
public func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
  var rest = bytes
  while let start = rest.baseAddress, !rest.isEmpty {
    let count = write(descriptor, start, rest.count)
    if count >= 0 {
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      continue
    }
    switch errno {
    case EINTR: continue
    case EAGAIN:
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&request, 1, -1)
    case let code: return code
    }
  }
  return nil
}

/// The system's words for an error, by default for the last one: `No such file or directory`.
public func systemErrorText(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }
