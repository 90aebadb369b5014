namespace FunctionsMaaS.Retraining;

/// <summary>Is told how retrainings end. Throws nothing.</summary>
public interface IRetrainingObserver
{
    /// <summary>A retraining ended.</summary>
    /// <param name="model">The model.</param>
    /// <param name="status">How; <see langword="null"/> if it failed or was stopped.</param>
    /// <param name="elapsed">How long it took.</param>
    void Ended(string model, RetrainingStatus? status, TimeSpan elapsed);
}
