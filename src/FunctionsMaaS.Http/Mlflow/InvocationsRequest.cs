using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Mlflow;

/// <summary>What a client asks of <c>POST /invocations</c>, checked.</summary>
/// <param name="Texts">One a row.</param>
/// <param name="Model">The model that answers.</param>
/// <param name="TopK">How many labels with their scores to give a text; <see langword="null"/> for the label alone.</param>
internal sealed record InvocationsRequest(IReadOnlyList<string> Texts, ModelReference Model, int? TopK);
