#if canImport(Glibc)
import Glibc
#endif

/// How the process deals with memory that was freed.
enum ProcessMemory {
    /// Keeps some of it for the next buffers.
    ///
    /// glibc gives the top of its heaps back to the system as soon as 128 KiB of it are free. Who decrypts a stream into buffers of 256 KiB
    /// gets every page anew from the kernel then, which clears it: a third of a client's time in the system and more.
    static func keepFreed() {
        #if canImport(Glibc)
        // <malloc.h> is not in Swift's module of glibc.
        guard let symbol = dlsym(nil, "mallopt") else { return }
        let mallopt = unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
        let (trimThreshold, topPad, mmapThreshold): (CInt, CInt, CInt) = (-1, -2, -3)
        _ = mallopt(trimThreshold, 32 << 20)
        _ = mallopt(topPad, 1 << 20)
        _ = mallopt(mmapThreshold, 4 << 20)
        #endif
    }
}
