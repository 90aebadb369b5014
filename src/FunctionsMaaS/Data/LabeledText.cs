namespace FunctionsMaaS.Data;

/// <summary>One labelled example: what a reader yields and a recipe learns from.</summary>
public sealed record LabeledText
{
    /// <summary>Where the example came from inside its dataset: a relative path or a 1-based record number. Never shown with the text.</summary>
    public string Id { get; init; } = "";

    /// <summary>The class, at least one visible character, without surrounding white space.</summary>
    public required string Label { get; init; }

    /// <summary>The text as read, headers included; may be empty after stripping, never <see langword="null"/>.</summary>
    public required string Text { get; init; }

    /// <summary>What else the dataset says of it.</summary>
    public ExampleMetadata Metadata { get; init; } = ExampleMetadata.None;
}
