using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary>Description and tags as they read on a line.</summary>
internal static class AnnotationsText
{
    public static string Of(IReadOnlyDictionary<string, string> tags) => string.Join(", ", tags.Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>A model, not the alias that its name alone stands for elsewhere; or a version.</summary>
    public static string NameOf(ModelReference reference) => reference.Version is null ? reference.Name : reference.ToString();
}
