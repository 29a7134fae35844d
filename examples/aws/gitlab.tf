# The role of examples/gitlab: for the branch main of one project, and for reading alone. policy.tf is what it may read.
# The account needs GitLab's provider once:
#   aws iam create-open-id-connect-provider --url https://gitlab.com --client-id-list sts.amazonaws.com

variable "gitlab_project" {
  description = "group/name of the project whose pipelines may audit"
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9._/-]+$", var.gitlab_project))
    error_message = "One project as group/name: a wildcard would let others in."
  }
}

data "aws_caller_identity" "gitlab" {}

data "aws_partition" "gitlab" {}

data "aws_iam_policy_document" "gitlab" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:${data.aws_partition.gitlab.partition}:iam::${data.aws_caller_identity.gitlab.account_id}:oidc-provider/gitlab.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "gitlab.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "gitlab.com:sub"
      values   = ["project_path:${var.gitlab_project}:ref_type:branch:ref:main"]
    }
  }
}

resource "aws_iam_role" "gitlab" {
  name                 = "djaudit-gitlab"
  description          = "djaudit, from GitLab CI"
  assume_role_policy   = data.aws_iam_policy_document.gitlab.json
  max_session_duration = 3600
}

resource "aws_iam_role_policy_attachment" "gitlab" {
  role       = aws_iam_role.gitlab.name
  policy_arn = aws_iam_policy.djaudit.arn
}

output "gitlab_role_arn" {
  value = aws_iam_role.gitlab.arn
}
