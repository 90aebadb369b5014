using FunctionsMaaS.Retraining.Status;

namespace FunctionsMaaS.Http.Retraining;

/// <summary>How retraining a model stands.</summary>
/// <param name="Model">The model.</param>
/// <param name="State"><c>running</c> or <c>idle</c>.</param>
/// <param name="Current">The run that is on.</param>
/// <param name="Last">The run before.</param>
internal sealed record RetrainStateAnswer(string Model, string State, RetrainingRun? Current, RetrainingRun? Last)
{
    public static RetrainStateAnswer Of(string model, RetrainingState state) => new(model, state.Current is null ? "idle" : "running", state.Current, state.Last);
}
