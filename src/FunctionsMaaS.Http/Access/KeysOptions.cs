using System.ComponentModel.DataAnnotations;

namespace FunctionsMaaS.Http.Access;

/// <summary>
/// The keys that the server asks for: section <c>Maas:Keys</c>. The Functions host checks keys of its own; there, those configured here tell
/// who a caller is, and hold it to their level, models and expiry.
/// </summary>
public sealed class KeysOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Keys";

    /// <summary>Opens the routes of level <see cref="AccessLevel.Admin"/> and all below. Its id is <c>admin</c>.</summary>
    /// <value>16 to 256 characters; default none.</value>
    [StringLength(256, MinimumLength = 16, ErrorMessage = "has an unsafe length: keys have 16 to 256 characters.")]
    public string? Admin { get; set; }

    /// <summary>Opens the routes of level <see cref="AccessLevel.Function"/>. Its id is <c>function</c>.</summary>
    /// <value>16 to 256 characters; default none.</value>
    [StringLength(256, MinimumLength = 16, ErrorMessage = "has an unsafe length: keys have 16 to 256 characters.")]
    public string? Function { get; set; }

    /// <summary>More keys, by id, of which only salted hashes are kept: <c>maas keys new</c> makes a key and its setting.</summary>
    /// <value>Settings as <see cref="HashedKey"/> writes them, such as <c>level=function,hash=SALT.HASH,models=tickets,expires=2027-01-01T00:00:00Z</c>.</value>
    public IReadOnlyDictionary<string, string> Hashed { get; set; } = new Dictionary<string, string>();
}
