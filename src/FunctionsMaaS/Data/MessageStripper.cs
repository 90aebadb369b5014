namespace FunctionsMaaS.Data;

/// <summary>Stands in until the data stage is merged.</summary>
public static class MessageStripper
{
    /// <summary>Removes the chosen parts.</summary>
    public static string Strip(string text, MessageParts parts) =>
        parts == MessageParts.None ? text : throw new NotSupportedException("Stripping comes with the data stage.");
}
