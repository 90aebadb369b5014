using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsMaaS.Testing.Http;

/// <summary>A key and its setting, made here by what docs/adr/0006 says, not by the product: each checks the other.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The key.</param>
/// <param name="Setting">The value of <c>Maas:Keys:Hashed:ID</c>.</param>
public sealed record TestKey(string Id, string Key, string Setting)
{
    /// <summary>Makes a key.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="level"><c>function</c> or <c>admin</c>.</param>
    /// <param name="more">More of the setting, such as <c>models=a+b</c>.</param>
    public static TestKey New(string id, string level, params string[] more)
    {
        var key = KeyOf(id);
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(key));
        return new(id, key, string.Join(',', [$"level={level}", $"hash={Base64Url.EncodeToString(salt)}.{Base64Url.EncodeToString(hash)}", .. more]));
    }

    /// <summary>A key of the right form that nobody configured.</summary>
    public static string KeyOf(string id) => $"maas_{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
}
