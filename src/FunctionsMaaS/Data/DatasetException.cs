namespace FunctionsMaaS.Data;

/// <summary>A dataset cannot be used: it is missing, empty, unreadable, of one class, or in no known format. The message says which and what is allowed.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, quoting the path or value, and what is allowed; never a text of the dataset.</param>
    /// <param name="innerException">The failure underneath, if any.</param>
    public DatasetException(string message, Exception? innerException = null) : base(message, innerException) { }
}
