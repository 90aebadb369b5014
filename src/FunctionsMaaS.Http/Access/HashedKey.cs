using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Access;

/// <summary>
/// A key as it is configured: what it opens, and HMAC-SHA-256 of it under a salt of its own (RFC 2104). That is enough, and quick enough for
/// every request, because only keys of 256 random bits are hashed: docs/adr/0006.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Level">The level it opens.</param>
/// <param name="Salt">Its salt.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record HashedKey(string Id, AccessLevel Level, byte[] Salt, byte[] Hash)
{
    private const int SaltBytes = 16;
    private const string Names = "level, hash, models, expires";

    /// <summary>The models it is for; empty for all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>From when on it opens nothing.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Hashes a key under a new salt.</summary>
    public static HashedKey Of(string id, AccessLevel level, string key)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new(id, level, salt, KeyHash.Of(key, salt));
    }

    /// <exception cref="FormatException">It is no such setting; the message says why and shows no hash.</exception>
    public static HashedKey Parse(string id, string setting)
    {
        if (!GeneratedKey.IsId(id))
            throw new FormatException($"has an id that is not allowed: 1 to {GeneratedKey.MaxIdLength} of a-z, 0-9 and single '_', beginning with a letter and not ending with '_', but neither '{KeyRing.AdminId}' nor '{KeyRing.FunctionId}'.");
        var parts = Split(setting);
        if (!parts.TryGetValue("level", out var level) || !parts.TryGetValue("hash", out var hash))
            throw new FormatException("is incomplete: level and hash are needed, as 'maas keys new' writes them.");
        var dot = hash.IndexOf('.', StringComparison.Ordinal);
        return new(id, ParseLevel(level), Bytes(dot < 0 ? "" : hash[..dot], SaltBytes), Bytes(hash[(dot + 1)..], SHA256.HashSizeInBytes))
        {
            Models = parts.TryGetValue("models", out var models) ? ParseModels(models) : [],
            Expires = parts.TryGetValue("expires", out var expires) ? ParseExpiry(expires) : null,
        };
    }

    /// <summary>Reads a moment: a day, from whose beginning in UTC it counts, or a time with its offset.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static DateTimeOffset ParseExpiry(string text) =>
        DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw new FormatException($"has the expiry '{Printable.Quote(text)}'; write a day such as 2027-01-31, or a time such as 2027-01-31T12:00:00Z.");

    /// <summary>The setting: no character in it means anything to a shell.</summary>
    public override string ToString()
    {
        var setting = new StringBuilder($"level={(Level == AccessLevel.Admin ? "admin" : "function")},hash={Base64Url.EncodeToString(Salt)}.{Base64Url.EncodeToString(Hash)}");
        if (Models.Count > 0)
            setting.Append(",models=").AppendJoin('+', Models);
        if (Expires is { } expires)
            setting.Append(",expires=").Append(expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        return setting.ToString();
    }

    private static Dictionary<string, string> Split(string setting)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in setting.Split(',', StringSplitOptions.TrimEntries))
        {
            // What is not NAME=VALUE may be a key pasted by mistake: it is not shown.
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? "" : part[..equals];
            if (name is not ("level" or "hash" or "models" or "expires"))
                throw new FormatException($"is malformed: each part, separated by commas, is NAME=VALUE with a name of {Names} (the parts are not shown, one may be a key).");
            if (!parts.TryAdd(name, part[(equals + 1)..]))
                throw new FormatException($"has '{name}' twice.");
        }

        return parts;
    }

    private static AccessLevel ParseLevel(string level) => level switch
    {
        "function" => AccessLevel.Function,
        "admin" => AccessLevel.Admin,
        _ => throw new FormatException($"has the level '{Printable.Quote(level)}'; allowed are function and admin."),
    };

    private static string[] ParseModels(string models)
    {
        var names = models.Split('+');
        return names.FirstOrDefault(n => !ModelReference.IsName(n)) is { } wrong
            ? throw new FormatException($"names the model '{Printable.Quote(wrong)}'; write names of models with '+' between them, or leave models out for all.")
            : names;
    }

    private static byte[] Bytes(string text, int length)
    {
        var bytes = new byte[length];
        return Base64Url.IsValid(text, out var decoded) && decoded == length && Base64Url.TryDecodeFromChars(text, bytes, out _)
            ? bytes
            : throw new FormatException("has a hash that is not SALT.HASH as 'maas keys new' writes it: it was cut or changed in copying.");
    }
}

/// <summary>The hash of a key.</summary>
internal static class KeyHash
{
    /// <summary>The longest key, in UTF-16 units.</summary>
    public const int MaxKeyLength = 256;

    public static byte[] Of(string key, ReadOnlySpan<byte> salt)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Write(key, salt, hash);
        return hash;
    }

    /// <summary>Whether a key has a hash, told in a time that does not depend on where they differ.</summary>
    public static bool Matches(string key, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> hash)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        Write(key, salt, given);
        return CryptographicOperations.FixedTimeEquals(given, hash);
    }

    private static void Write(string key, ReadOnlySpan<byte> salt, Span<byte> hash)
    {
        Span<byte> utf8 = stackalloc byte[3 * MaxKeyLength];
        HMACSHA256.HashData(salt, utf8[..Encoding.UTF8.GetBytes(key, utf8)], hash);
    }
}
