namespace FunctionsMaaS.Data;

/// <summary>The parts of a message that give its author or thread away rather than its subject, each removable on its own.</summary>
[Flags]
public enum MessageParts
{
    /// <summary>Nothing: the text as it is.</summary>
    None = 0,

    /// <summary>The header block before the first empty line.</summary>
    Headers = 1,

    /// <summary>The signature at the end.</summary>
    Footers = 2,

    /// <summary>Quoted lines and the line that says whom they quote.</summary>
    Quotes = 4,
}
