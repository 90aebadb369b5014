namespace FunctionsMaaS.Data;

/// <summary>Where something was read, for messages; made into text only when one is needed.</summary>
/// <param name="Source">The file or member.</param>
/// <param name="Line">The 1-based line inside it, or 0 for the whole of it.</param>
internal readonly record struct Place(string Source, long Line = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? Quoted.Path(Source) : $"line {Line} of {Quoted.Path(Source)}";
}
