using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Retraining;

/// <summary>The training sets of a model that are kept. Has no text.</summary>
/// <param name="Model">The model.</param>
/// <param name="Datasets">The training sets, newest first.</param>
internal sealed record DatasetsAnswer(string Model, IReadOnlyList<StoredDataset> Datasets);
