using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Access;

/// <summary>The keys that are configured, as salted hashes. Thread-safe.</summary>
internal sealed class KeyRing
{
    public const string AdminId = "admin";
    public const string FunctionId = "function";

    private readonly TimeProvider _time;
    private readonly byte[] _plainSalt = RandomNumberGenerator.GetBytes(16);
    private readonly KnownKey[] _plain;
    private readonly FrozenDictionary<string, KnownKey> _hashed;

    public KeyRing(IOptions<KeysOptions> options, TimeProvider time)
    {
        _time = time;
        _plain = [.. Plain(AdminId, AccessLevel.Admin, options.Value.Admin), .. Plain(FunctionId, AccessLevel.Function, options.Value.Function)];
        _hashed = options.Value.Hashed.Select(k => KnownKey.Of(HashedKey.Parse(k.Key, k.Value))).ToFrozenDictionary(k => k.Caller.KeyId!, StringComparer.Ordinal);
    }

    /// <summary>Whether no key is configured, not even an expired one.</summary>
    public bool IsEmpty => _plain.Length + _hashed.Count == 0;

    /// <summary>Whether a key of a level is configured. One that expired counts: its end must not open what it guarded.</summary>
    public bool Has(AccessLevel level) => _plain.Concat(_hashed.Values).Any(k => k.Caller.Level == level);

    /// <summary>The configured key that was sent, or <see langword="null"/> if it is none of them. It may have expired.</summary>
    public KnownKey? Find(string given)
    {
        if (given.Length > KeyHash.MaxKeyLength)
            return null;
        KnownKey? found = null;
        foreach (var key in _plain)
        {
            if (KeyHash.Matches(given, _plainSalt, key.Hash))
                found = key;
        }

        // The id says which hash to compare with, so that the cost does not grow with the number of keys; ids are no secret.
        if (found is null && _hashed.Count > 0 && GeneratedKey.IdOf(given) is { } id && _hashed.TryGetValue(id, out var named) && KeyHash.Matches(given, named.Salt, named.Hash))
            found = named;
        return found;
    }

    public bool HasExpired(KnownKey key) => key.Expires is { } expires && _time.GetUtcNow() >= expires;

    private IEnumerable<KnownKey> Plain(string id, AccessLevel level, string? key) =>
        key is null ? [] : [new(new(id, level), _plainSalt, KeyHash.Of(key, _plainSalt), null)];
}

/// <summary>A configured key.</summary>
/// <param name="Caller">Who sends it.</param>
/// <param name="Salt">Its salt.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Expires">From when on it opens nothing.</param>
internal sealed record KnownKey(Caller Caller, byte[] Salt, byte[] Hash, DateTimeOffset? Expires)
{
    public static KnownKey Of(HashedKey key) => new(new(key.Id, key.Level) { Models = key.Models }, key.Salt, key.Hash, key.Expires);
}
