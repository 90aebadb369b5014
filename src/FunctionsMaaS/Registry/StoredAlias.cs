using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

/// <summary>The object of an alias as read.</summary>
/// <param name="Name">The alias.</param>
/// <param name="Document">What it holds; <see langword="null"/> if there is none, or it was not read since it is unchanged.</param>
/// <param name="ETag">The ETag of the object, which a deletion changes too.</param>
internal sealed record StoredAlias(string Name, AliasDocument? Document, string? ETag)
{
    public bool IsUnchanged { get; private init; }

    /// <exception cref="ModelPackageException">It is damaged.</exception>
    public static StoredAlias Of(string model, string alias, StoredObject stored)
    {
        var source = $"Alias '{alias}' of model '{model}'";
        return stored.Status switch
        {
            StoredObjectStatus.Absent => new(alias, null, null),
            StoredObjectStatus.Unchanged => new(alias, null, stored.ETag) { IsUnchanged = true },
            StoredObjectStatus.TooLarge => throw new ModelPackageException($"{source} is damaged: it is larger than {AliasDocument.MaxBytes} bytes."),
            _ => new(alias, AliasDocument.Read(stored.Content.Span, source), stored.ETag),
        };
    }

    /// <summary>Whether this is what that write left, fenced or not.</summary>
    public bool Is(AliasDocument written) => Document is { } document && document.Id == written.Id && document.Id != Guid.Empty;

    /// <summary>The alias, or <see langword="null"/> if there is none: its name may be reserved. One without an id, written by hand, goes by the ETag of the object.</summary>
    public ModelAlias? ToAlias() => Document is { Version: { } version } document
        ? new(Name, version, document.Moved, document.Id == Guid.Empty ? ETag! : $"\"{document.Id:n}\"") { Sequence = document.Entry }
        : null;
}
