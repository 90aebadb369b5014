namespace FunctionsMaaS.Cli;

/// <summary>A verb cannot do what it was asked. The message is the one line that the user reads.</summary>
/// <param name="message">What is wrong, quoting the value, and what is allowed.</param>
/// <param name="innerException">The failure underneath, if any.</param>
internal sealed class CommandFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
