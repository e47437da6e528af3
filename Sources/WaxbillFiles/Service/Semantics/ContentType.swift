/// The media type of a file, by the end of its name.
enum ContentType {
    static let unknown = "application/octet-stream"

    static func of(name: String) -> String {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return unknown }
        return types[name[name.utf8.index(after: dot)...].lowercased()] ?? unknown
    }

    private static let types: [String: String] = [
        "txt": "text/plain; charset=utf-8", "log": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8",
        "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8", "htm": "text/html; charset=utf-8",
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8", "xml": "application/xml", "json": "application/json",
        "jsonl": "application/jsonl", "yaml": "application/yaml", "yml": "application/yaml", "pdf": "application/pdf",
        "zip": "application/zip", "gz": "application/gzip", "tar": "application/x-tar", "zst": "application/zstd",
        "xz": "application/x-xz", "bz2": "application/x-bzip2", "7z": "application/x-7z-compressed",
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
        "avif": "image/avif", "svg": "image/svg+xml", "ico": "image/x-icon", "bmp": "image/bmp", "tiff": "image/tiff",
        "mp3": "audio/mpeg", "ogg": "audio/ogg", "opus": "audio/opus", "flac": "audio/flac", "wav": "audio/wav",
        "m4a": "audio/mp4", "mp4": "video/mp4", "webm": "video/webm", "mkv": "video/matroska", "mov": "video/quicktime",
        "wasm": "application/wasm", "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf",
        "pem": "application/x-pem-file", "crt": "application/x-pem-file", "crl": "application/pkix-crl",
        "der": "application/pkix-cert", "cer": "application/pkix-cert", "p12": "application/x-pkcs12",
    ]
}
