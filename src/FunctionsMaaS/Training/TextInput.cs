namespace FunctionsMaaS.Training;

/// <summary>The input schema of every model trained here: one column, <c>Text</c>.</summary>
internal sealed class TextInput
{
    public string Text { get; set; } = "";
}
