using System.Buffers;
using System.Globalization;

namespace FunctionsMaaS.Registry;

/// <summary>Names one version of a model: directly, or through an alias.</summary>
public sealed record ModelReference
{
    /// <summary>The alias used when none is named: the version in production.</summary>
    public const string Champion = "champion";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The model: 1 to 64 lower-case letters, digits, <c>-</c> and <c>_</c>, beginning with a letter or digit.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The alias, spelt like a name, or <see langword="null"/> when <see cref="Version"/> is given.</summary>
    public string? Alias { get; private init; }

    /// <summary>The version, from 1, or <see langword="null"/> when <see cref="Alias"/> is given.</summary>
    public int? Version { get; private init; }

    /// <summary>The version behind an alias.</summary>
    /// <exception cref="ArgumentException">A name is not allowed; the message quotes it and says what is.</exception>
    public static ModelReference ToAlias(string name, string alias = Champion) =>
        new() { Name = EnsureName(name, "model name"), Alias = EnsureName(alias, "alias") };

    /// <summary>One version.</summary>
    /// <exception cref="ArgumentException">The name or the number is not allowed.</exception>
    public static ModelReference ToVersion(string name, int version) =>
        version >= 1
            ? new() { Name = EnsureName(name, "model name"), Version = version }
            : throw new ArgumentException($"{version} is not a version: versions are whole numbers from 1.", nameof(version));

    /// <summary>Reads <c>NAME</c>, <c>NAME@ALIAS</c> or <c>NAME:VERSION</c>.</summary>
    /// <exception cref="ArgumentException">It is none of these; the message quotes it.</exception>
    public static ModelReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.IndexOf('@') is >= 0 and var at)
            return ToAlias(text[..at], text[(at + 1)..]);
        if (text.IndexOf(':') is not (>= 0 and var colon))
            return ToAlias(text);
        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? ToVersion(text[..colon], version)
            : throw new ArgumentException($"'{Printable.Quote(text)}' names no version: write NAME, NAME@ALIAS or NAME:VERSION.", nameof(text));
    }

    /// <summary>Checks a model name or alias.</summary>
    /// <param name="value">The name.</param>
    /// <param name="what">What it names, for the message.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentException">It is not allowed.</exception>
    public static string EnsureName(string value, string what)
    {
        return IsName(value)
            ? value
            : throw new ArgumentException($"'{Printable.Quote(value)}' is not a {what}: allowed are 1 to 64 of a-z, 0-9, '-' and '_', beginning with a letter or digit.", nameof(value));
    }

    internal static bool IsName(string? value) =>
        value is { Length: >= 1 and <= 64 } && char.IsAsciiLetterOrDigit(value[0]) && !value.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <inheritdoc/>
    public override string ToString() => Version is { } version ? $"{Name}:{version}" : $"{Name}@{Alias}";
}
