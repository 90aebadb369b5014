namespace FunctionsMaaS.Serving.Rollouts;

/// <summary>Who answers a request of a model that has a rollout.</summary>
public enum RolloutArm
{
    /// <summary>The champion.</summary>
    Champion,

    /// <summary>The version on trial.</summary>
    Candidate,
}
