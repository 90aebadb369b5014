using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Classify;

/// <summary>What a client asks of <c>POST /api/classify</c>, checked.</summary>
/// <param name="Texts">One or more texts.</param>
/// <param name="IsBatch">Whether <c>texts</c> was given rather than <c>text</c>.</param>
/// <param name="Model">The model and its alias or version; <see langword="null"/> for the default model's champion.</param>
/// <param name="Top">How many classes to name; <see langword="null"/> for all.</param>
/// <param name="Explain">Whether to say why.</param>
internal sealed record ClassifyRequest(IReadOnlyList<string> Texts, bool IsBatch, ModelReference Model, int? Top, bool Explain);
