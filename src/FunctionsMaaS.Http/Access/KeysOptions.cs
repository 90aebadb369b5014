using System.ComponentModel.DataAnnotations;

namespace FunctionsMaaS.Http.Access;

/// <summary>The keys that the server asks for: section <c>Maas:Keys</c>. The Functions host has keys of its own instead.</summary>
public sealed class KeysOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Keys";

    /// <summary>Opens the routes of level <see cref="AccessLevel.Admin"/> and all below.</summary>
    /// <value>16 to 256 characters; <see langword="null"/> opens admin routes to callers on this machine only.</value>
    [StringLength(256, MinimumLength = 16, ErrorMessage = "has an unsafe length: keys have 16 to 256 characters.")]
    public string? Admin { get; set; }

    /// <summary>Opens the routes of level <see cref="AccessLevel.Function"/>.</summary>
    /// <value>16 to 256 characters; <see langword="null"/> opens them to everybody.</value>
    [StringLength(256, MinimumLength = 16, ErrorMessage = "has an unsafe length: keys have 16 to 256 characters.")]
    public string? Function { get; set; }
}
