using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Models;

/// <summary>The model that a request names.</summary>
internal static class RequestedModel
{
    /// <exception cref="ProblemException">A name is not allowed, or both a version and an alias are given.</exception>
    public static ModelReference Of(string name, int? version, string? alias)
    {
        if (version is not null && alias is not null)
            throw new ProblemException(ProblemKind.InvalidRequest, "'version' and 'alias' are both given; send one of them.");
        return ProblemText.Checked((name, version, alias), static asked => asked.version is { } number
            ? ModelReference.ToVersion(asked.name, number)
            : ModelReference.ToAlias(asked.name, asked.alias ?? ModelReference.Champion));
    }
}
